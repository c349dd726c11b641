//! "What exactly is to be done?" Checked folder, period, rules and target.
