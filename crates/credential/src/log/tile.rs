//! Tiles: the log in pieces of 256 that caches can keep (C2SP `tlog-tiles`).

use super::tree::Node;

/// How many hashes or entries a full tile has.
pub const TILE_WIDTH: u64 = 256;

/// The height of a tile: each of its hashes stands for `2^8` of the tile below.
const TILE_HEIGHT: u8 = 8;

/// The highest level of tiles: 2^48 leaves and more than any log has.
const MAX_LEVEL: u8 = 6;

/// A tile, as `/log/tile/…` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    /// What is in it.
    pub contents: TileContents,
    /// Which one, from the left.
    pub number: u64,
    /// How many hashes or entries it has: [`TILE_WIDTH`], or fewer at the log's end.
    pub width: u64,
}

/// What is in a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileContents {
    /// Hashes of complete subtrees, at this level of tiles.
    Hashes(u8),
    /// The entries themselves.
    Entries,
}

impl Tile {
    /// Reads the part of an address after `/log/tile/`: `0/x001/067`, `1/000.p/5`, `entries/000`.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let (level, rest) = path.split_once('/')?;
        let contents = match level {
            "entries" => TileContents::Entries,
            level => TileContents::Hashes(level.parse().ok().filter(|level| *level <= MAX_LEVEL)?),
        };
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => (
                number,
                width
                    .parse()
                    .ok()
                    .filter(|width| (1..TILE_WIDTH).contains(width))?,
            ),
            None => (rest, TILE_WIDTH),
        };
        let mut value: u64 = 0;
        for digits in number.split('/') {
            let digits = digits.strip_prefix('x').unwrap_or(digits);
            let part: u64 = digits.parse().ok().filter(|_| digits.len() == 3)?;
            value = value.checked_mul(1000)?.checked_add(part)?;
        }
        let tile = Self {
            contents,
            number: value,
            width,
        };
        // One spelling, which also says where the `x` belong.
        (tile.path() == path).then_some(tile)
    }

    /// The part of its address after `/log/tile/`.
    #[must_use]
    pub fn path(&self) -> String {
        let level = match self.contents {
            TileContents::Entries => "entries".to_owned(),
            TileContents::Hashes(level) => level.to_string(),
        };
        let mut number = format!("{:03}", self.number % 1000);
        let mut rest = self.number / 1000;
        while rest > 0 {
            number = format!("x{:03}/{number}", rest % 1000);
            rest /= 1000;
        }
        let partial = if self.width == TILE_WIDTH {
            String::new()
        } else {
            format!(".p/{}", self.width)
        };
        format!("{level}/{number}{partial}")
    }

    /// Whether a log of `size` entries has it.
    #[must_use]
    pub fn is_within(&self, size: u64) -> bool {
        let complete = match self.contents {
            TileContents::Entries => size,
            TileContents::Hashes(level) => size >> (level * TILE_HEIGHT),
        };
        let end = self
            .number
            .checked_mul(TILE_WIDTH)
            .and_then(|start| start.checked_add(self.width));
        end.is_some_and(|end| end <= complete)
    }

    /// The positions of its entries, or of its nodes in their level.
    #[must_use]
    pub fn positions(&self) -> std::ops::Range<u64> {
        let start = self.number * TILE_WIDTH;
        start..start + self.width
    }

    /// The nodes whose hashes it has, in order; none for entries.
    #[must_use]
    pub fn nodes(&self) -> Vec<Node> {
        match self.contents {
            TileContents::Entries => Vec::new(),
            TileContents::Hashes(level) => self
                .positions()
                .map(|position| Node {
                    level: level * TILE_HEIGHT,
                    position,
                })
                .collect(),
        }
    }
}

/// The bytes of a tile of entries: each with its length in two bytes, the higher first.
#[must_use]
pub fn entry_bundle(entries: &[[u8; 32]]) -> Vec<u8> {
    entries
        .iter()
        .flat_map(|entry| [&[0, 32][..], entry].concat())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_one_spelling() {
        for path in [
            "0/000",
            "0/067.p/5",
            "1/x001/x234/067",
            "entries/000",
            "entries/x001/000.p/255",
        ] {
            assert_eq!(Tile::parse(path).unwrap().path(), path);
        }
        assert_eq!(Tile::parse("0/x001/x234/067").unwrap().number, 1_234_067);
        for wrong in [
            "",
            "0",
            "0/",
            "0/0",
            "0/x000/000",
            "0/001/000",
            "7/000",
            "-1/000",
            "0/000.p/0",
            "0/000.p/256",
            "0/000.p/05",
            "00/000",
            "entries/000.p/",
            "0/x999/x999/x999/x999/x999/x999/x999/999",
            "../0/000",
        ] {
            assert_eq!(Tile::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_tile_is_there_once_its_subtrees_are_complete() {
        let full = Tile::parse("0/000").unwrap();
        assert!(full.is_within(256) && !full.is_within(255));
        let partial = Tile::parse("0/001.p/4").unwrap();
        assert!(partial.is_within(260) && !partial.is_within(259));
        let above = Tile::parse("1/000.p/1").unwrap();
        assert!(above.is_within(256) && !above.is_within(255));
        assert_eq!(
            above.nodes(),
            [Node {
                level: 8,
                position: 0
            }]
        );
    }
}
