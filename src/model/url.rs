//! The address a tile leads to.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use url::{Host, Url};

/// An `http` or `https` address of a merchant, in the canonical spelling of the WHATWG URL standard: no
/// user info, no control characters, host in lower case and ASCII. It carries nobody's affiliate ids:
/// `affiliate::clean` takes them out before, `publish` adds one's own after.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MerchantUrl(Box<str>);

/// Why a text cannot be a tile's link.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Empty, or not an address at all.
    #[error("“{0}” is not a web address: it should look like https://shop.example/item")]
    NotAnAddress(String),
    /// `javascript:`, `data:`, `ftp:` and the like.
    #[error("links must start with http:// or https://, this one starts with “{0}:”")]
    Scheme(String),
    /// `https://user:password@host/`.
    #[error("the address for {0} holds a user name or password: remove it")]
    UserInfo(String),
    /// Longer than [`MerchantUrl::MAX_BYTES`].
    #[error("the address is {0} bytes long; links of up to {max} are kept", max = MerchantUrl::MAX_BYTES)]
    TooLong(usize),
}

impl MerchantUrl {
    /// The longest address that is kept.
    pub const MAX_BYTES: usize = 8192;

    /// Reads an address; white space around it is dropped, everything else must be right.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        let trimmed = text.trim();
        if trimmed.len() > Self::MAX_BYTES {
            return Err(LinkError::TooLong(trimmed.len()));
        }
        let url = Url::parse(trimmed).map_err(|_| LinkError::NotAnAddress(trimmed.chars().take(120).collect()))?;
        Self::from_url(&url)
    }

    /// Takes an address that is parsed already.
    pub fn from_url(url: &Url) -> Result<Self, LinkError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(LinkError::Scheme(url.scheme().chars().take(40).collect()));
        }
        let host = match url.host() {
            Some(Host::Domain(domain)) if !domain.is_empty() => domain.to_owned(),
            Some(host @ (Host::Ipv4(_) | Host::Ipv6(_))) => host.to_string(),
            _ => return Err(LinkError::NotAnAddress(url.as_str().chars().take(120).collect())),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(LinkError::UserInfo(host));
        }
        if url.as_str().len() > Self::MAX_BYTES {
            return Err(LinkError::TooLong(url.as_str().len()));
        }
        Ok(Self(url.as_str().into()))
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address in parts.
    pub fn to_url(&self) -> Url {
        // A value of this type was made from a `Url`, whose text always parses again.
        Url::parse(&self.0).unwrap_or_else(|_| unreachable!("a merchant address parses: {}", self.0))
    }

    /// Host name in ASCII, without port.
    pub fn host(&self) -> String {
        self.to_url().host_str().unwrap_or_default().to_owned()
    }

    /// Host name as people call the shop: without a leading `www.`.
    pub fn shop_host(&self) -> String {
        let host = self.host();
        host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
    }
}

impl fmt::Display for MerchantUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for MerchantUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MerchantUrl({})", self.0)
    }
}

impl FromStr for MerchantUrl {
    type Err = LinkError;

    fn from_str(text: &str) -> Result<Self, LinkError> {
        Self::parse(text)
    }
}

impl Serialize for MerchantUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for MerchantUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_web_addresses_pass() {
        for wrong in [
            "",
            "shop.example/item",
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "https://",
            "https://me:secret@shop.example/",
            "java\nscript:alert(1)",
        ] {
            assert!(MerchantUrl::parse(wrong).is_err(), "{wrong}");
        }
        let url = MerchantUrl::parse(" HTTPS://WWW.Bücher.example/a b\r\n?q=1#top ").unwrap();
        assert_eq!(url.as_str(), "https://www.xn--bcher-kva.example/a%20b?q=1#top");
        assert_eq!(url.shop_host(), "xn--bcher-kva.example");
        assert!(matches!(
            MerchantUrl::parse(&format!("https://a.example/{}", "x".repeat(9000))),
            Err(LinkError::TooLong(_))
        ));
    }

    proptest::proptest! {
        #[test]
        fn canonical_is_a_fixed_point(path in "\\PC{0,40}") {
            if let Ok(url) = MerchantUrl::parse(&format!("https://shop.example/{path}")) {
                proptest::prop_assert_eq!(MerchantUrl::parse(url.as_str()).unwrap(), url);
            }
        }

        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,60}") {
            let _ = MerchantUrl::parse(&text);
        }
    }
}
