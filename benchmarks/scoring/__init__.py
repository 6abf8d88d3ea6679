"""How fast scores come: one sheet with its tree, and a whole province's month from the database."""
