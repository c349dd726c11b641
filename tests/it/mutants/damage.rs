//! How a file is damaged.

/// The mutant of that number, and what was done to it in words.
pub(super) fn mutant(bytes: &[u8], number: u64) -> (Vec<u8>, String) {
    let mut dice = Dice(number ^ (bytes.len() as u64) << 32);
    let mut mutant = bytes.to_vec();
    if number % 8 == 7 {
        let length = dice.below(bytes.len());
        mutant.truncate(length);
        return (mutant, format!("only its first {length} bytes"));
    }
    // Half of the changes hit the container's own records: what they say is guarded by no checksum.
    let records = if number.is_multiple_of(2) { records(bytes) } else { Vec::new() };
    let at = if records.is_empty() { dice.below(bytes.len()) } else { records[dice.below(records.len())] };
    let to = if number.is_multiple_of(3) { bytes[at] ^ (1 << dice.below(8)) } else { (dice.next() & 0xFF) as u8 };
    mutant[at] = if to == bytes[at] { !to } else { to };
    (mutant.clone(), format!("byte {at} changed from {:#04x} to {:#04x}", bytes[at], mutant[at]))
}

/// Positions inside ZIP records (local headers, directory, end).
fn records(bytes: &[u8]) -> Vec<usize> {
    let starts = (0..bytes.len().saturating_sub(4))
        .filter(|i| matches!(&bytes[*i..i + 4], b"PK\x03\x04" | b"PK\x01\x02" | b"PK\x05\x06"));
    starts.flat_map(|s| s..(s + 76).min(bytes.len())).collect()
}

/// SplitMix64 (Steele, Lea, Flood 2014): small and the same everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `limit`, which is at least 1.
    #[expect(clippy::cast_possible_truncation, reason = "the remainder is below a usize")]
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}
