//! The meaning of a sentence as numbers, in a form small enough to keep hundreds of thousands.

/// How many numbers a vector has.
pub const DIMENSIONS: usize = 384;

/// A direction in 384 dimensions: the closer two are, the closer is the meaning.
///
/// Each number is kept as a whole one from -127 to 127. Only the direction counts, so nothing else is
/// needed to compare two or to keep one; the cosine of two differs by about 0.0005 from that of the
/// exact ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Vector {
    values: [i8; DIMENSIONS],
    /// One divided by the length of `values`; nought where that is nought.
    inverse_length: f32,
}

impl Vector {
    /// How alike two vectors are, from -1 to 1.
    pub fn cosine(&self, other: &Self) -> f32 {
        let pairs = self.values.iter().zip(&other.values);
        // At most 384 × 127²: no sum of a vector comes near the limit.
        let dot: i32 = pairs.map(|(&x, &y)| i32::from(x) * i32::from(y)).sum();
        dot as f32 * self.inverse_length * other.inverse_length
    }

    /// The signs of its numbers.
    pub fn signs(&self) -> Signs {
        let (parts, _) = self.values.as_chunks::<64>();
        let bits = |part: &[i8; 64]| part.iter().fold(0, |bits, value| bits << 1 | u64::from(*value < 0));
        Signs(std::array::from_fn(|part| bits(&parts[part])))
    }

    /// The direction between some vectors, each counting the same; `None` of none.
    pub fn mean<'v>(vectors: impl Iterator<Item = &'v Self>) -> Option<Self> {
        let mut sums: Option<[f32; DIMENSIONS]> = None;
        for vector in vectors {
            let sums = sums.get_or_insert([0.0; DIMENSIONS]);
            sums.iter_mut().zip(vector.values()).for_each(|(sum, value)| *sum += value);
        }
        sums.map(|sums| sums.into_iter().collect())
    }

    /// The vector of length one.
    pub fn values(&self) -> impl Iterator<Item = f32> {
        self.values.iter().map(|&value| f32::from(value) * self.inverse_length)
    }

    /// What to store.
    pub fn to_bytes(&self) -> [u8; DIMENSIONS] {
        self.values.map(i8::cast_unsigned)
    }

    /// The vector that was stored; `None` where the bytes are not one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; DIMENSIONS] = bytes.try_into().ok()?;
        Some(Self::new(bytes.map(u8::cast_signed)))
    }

    fn new(values: [i8; DIMENSIONS]) -> Self {
        let square: i32 = values.iter().map(|&value| i32::from(value) * i32::from(value)).sum();
        let inverse_length = if square == 0 { 0.0 } else { 1.0 / (square as f32).sqrt() };
        Self { values, inverse_length }
    }
}

/// The signs of the numbers of a [`Vector`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs([u64; DIMENSIONS / 64]);

impl Signs {
    /// How many differ: the more, the wider the angle between the vectors.
    pub fn differing(&self, other: &Self) -> u32 {
        self.0.iter().zip(other.0).map(|(x, y)| (x ^ y).count_ones()).sum()
    }
}

/// From exact numbers, of any length; missing ones are nought.
impl FromIterator<f32> for Vector {
    fn from_iter<I: IntoIterator<Item = f32>>(exact: I) -> Self {
        let mut values = [0.0; DIMENSIONS];
        for (value, exact) in values.iter_mut().zip(exact) {
            *value = exact;
        }
        let most = values.iter().fold(0.0_f32, |most, value| most.max(value.abs()));
        let scale = if most > 0.0 { 127.0 / most } else { 0.0 };
        // Rust rounds into the range and makes what is not a number nought.
        Self::new(values.map(|value| (value * scale).round() as i8))
    }
}
