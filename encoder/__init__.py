"""From a press article to a TEI document: reading, structure, entities, quotations, and the command line."""
