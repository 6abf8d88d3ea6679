"""How fast scores come: one sheet with its tree, and (once it stands) a whole province from the database."""
