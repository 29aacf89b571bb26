//! Fixed parts of a document as types: a value exists only if the text was exactly right.

/// Serialises a type through `Display` and parses it through `FromStr`, as a JSON string.
macro_rules! string_form {
    (for<$(const $param:ident: $of:ty),*> $type:ty) => {
        impl<$(const $param: $of),*> serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de $(, const $param: $of)*> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
    ($type:ty) => {
        string_form!(for<> $type);
    };
}

/// Declares a unit type that stands for one exact string.
macro_rules! fixed_string {
    ($(#[$meta:meta])* $name:ident = $text:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(crate) struct $name;

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($text)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                if text == $text {
                    Ok(Self)
                } else {
                    Err(serde::de::Error::custom(concat!("only `", $text, "` is accepted")))
                }
            }
        }
    };
}

/// Declares a unit type that stands for one exact array of strings.
macro_rules! fixed_list {
    ($(#[$meta:meta])* $name:ident = [$($text:expr),+ $(,)?]) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(crate) struct $name;

        impl $name {
            /// The strings, in the only order that is accepted.
            pub(crate) const ITEMS: &[&str] = &[$($text),+];
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(Self::ITEMS, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let items = <Vec<String> as serde::Deserialize>::deserialize(deserializer)?;
                if items == Self::ITEMS {
                    Ok(Self)
                } else {
                    Err(serde::de::Error::custom(format_args!("only {:?} is accepted", Self::ITEMS)))
                }
            }
        }
    };
}

pub(crate) use {fixed_list, fixed_string, string_form};
