//! "What was typed?" The command line; the only user of clap.
