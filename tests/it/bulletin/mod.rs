//! The bulletin of 2023 Q1, held against its hand transcription.
