//! Turns the workbooks that government units hand in into the official annexes of a bulletin.
