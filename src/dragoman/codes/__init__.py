"""Tables of the field, kept as data files with their origin: countries, actors, offices, nouns."""
