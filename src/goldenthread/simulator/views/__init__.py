"""What each agency sends about the made-up area: real files in their real layouts, with the mistakes agencies make."""
