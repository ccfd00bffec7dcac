"""The TEI document: text, layers, header and registers, woven into a tree and read back without loss."""
