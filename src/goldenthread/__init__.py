"""Golden Thread: from a sign in an agency's data to a named child, an owner, an action and an outcome.

The steps, in the order a child's record travels through them:

    extracts    how each agency's file is laid out
    intake      recognises a file, accounts for every row, sets aside what cannot be read
    records     the tables that pass between the steps
    linkage     makes one child of the records of many agencies
    pathways    runs each child's statutory and clinical clocks
    signals     says what looks wrong, since when, and because of which records
    teams       takes each sign to the team whose duty it is
    priority    says who is first, and why
    chronology  puts what happened to a child in words, line by line
    store       publishes it all in one commit, and keeps what everything rests on
    casework    says who does what next
    web         shows people their work and takes down what they decide

Read ``pipeline.py`` next: it calls these steps in order.
"""
