//! What is kept on disk: records, picture files by hash, journal, recovery, migrations. May import model, search.
