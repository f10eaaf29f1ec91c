"""What inspectors of one English area asked for and found in 2023, by the short names that signs and pages use.

P: actions the partnership must take first; F: findings, in the order of the report. Our own wording, not a quotation;
only those that something in the product answers stand here.
"""

FOUND = {
    "P2": "Work together and share what is known, so that children at growing risk are seen earlier.",
    "P3": "Make it less likely that pupils with an EHC plan are excluded.",
    "P4": "Look at the risk to each child on a waiting list, and help children with several needs first.",
    "P5": "Give care to children with SEND and social-care needs who live at a distance or have short breaks.",
    "F1": "Children with the most need across services are not put first, and get stuck.",
    "F2": "Nobody has an overview of children with complex needs, and so nobody joins their care up.",
    "F7": "Many children are suspended, often before their needs are known.",
    "F8": "Families ask for early help again and again, and wait.",
    "F23": "Waits for speech and language therapy, community paediatrics and autism assessment are too long.",
    "F28": "Short breaks run without social care reviewing them.",
    "F29": "Children living at a distance are visited, and no action follows in time.",
    "F30": "Children living out of the area are without education, and nobody follows how they are.",
    "F32": "Plans do not show the child, and agencies do not agree what a plan is for.",
}
