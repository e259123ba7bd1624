//! Who is asking: comparisons and checks that every request passes.

use super::error::Refusal;
use super::http::Head;

/// The longest origin that an extension has.
const MAX_ORIGIN_CHARS: usize = 100;

/// Compares without telling by its time where the first difference is.
pub(super) fn same(given: &str, expected: &str) -> bool {
    given.len() == expected.len() && given.bytes().zip(expected.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// The request must be for us by name. A page whose host name was rebound to 127.0.0.1 sends its own name.
pub(super) fn check_host(head: &Head, port: u16) -> Result<(), Refusal> {
    let host = head.host.as_deref().unwrap_or_default();
    let ours = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    if ours.iter().any(|each| host.eq_ignore_ascii_case(each)) { Ok(()) } else { Err(Refusal::WrongHost) }
}

/// The origin of a browser extension; pages cannot claim one, since the browser writes this header.
pub(super) fn extension_origin(head: &Head) -> Result<&str, Refusal> {
    let origin = head.origin.as_deref().unwrap_or_default();
    let id = ["chrome-extension://", "moz-extension://"].iter().find_map(|scheme| origin.strip_prefix(scheme));
    let good = id.is_some_and(|id| {
        !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    });
    if good && origin.len() <= MAX_ORIGIN_CHARS { Ok(origin) } else { Err(Refusal::WrongOrigin) }
}

/// The request must come from our own page, at the address under which it was called.
pub(super) fn check_own_origin(head: &Head) -> Result<(), Refusal> {
    let own = format!("http://{}", head.host.as_deref().unwrap_or_default());
    if head.origin.as_deref() == Some(own.as_str()) { Ok(()) } else { Err(Refusal::WrongOrigin) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(host: &str, origin: &str) -> Head {
        Head { host: Some(host.to_owned()), origin: Some(origin.to_owned()), ..Head::default() }
    }

    #[test]
    fn only_our_own_names_are_answered() {
        for good in ["127.0.0.1:23860", "localhost:23860", "LOCALHOST:23860"] {
            assert_eq!(check_host(&head(good, ""), 23860), Ok(()));
        }
        for wrong in
            ["", "127.0.0.1", "127.0.0.1:1", "evil.example:23860", "127.0.0.1.evil.example:23860", "[::1]:23860"]
        {
            assert_eq!(check_host(&head(wrong, ""), 23860), Err(Refusal::WrongHost), "{wrong}");
        }
    }

    #[test]
    fn only_extensions_pass_for_extensions() {
        for good in ["chrome-extension://abcdefghijklmnopabcdefghijklmnop", "moz-extension://0f-1e-22"] {
            assert_eq!(extension_origin(&head("", good)), Ok(good));
        }
        let long = format!("moz-extension://{}", "a".repeat(100));
        for wrong in
            ["", "null", "https://shop.example", "chrome-extension://", "chrome-extension://a/b", long.as_str()]
        {
            assert_eq!(extension_origin(&head("", wrong)), Err(Refusal::WrongOrigin), "{wrong}");
        }
    }

    #[test]
    fn our_page_calls_from_where_it_was_loaded() {
        assert_eq!(check_own_origin(&head("localhost:1", "http://localhost:1")), Ok(()));
        for wrong in ["", "null", "http://127.0.0.1:1", "https://localhost:1", "http://localhost:2"] {
            assert!(check_own_origin(&head("localhost:1", wrong)).is_err(), "{wrong}");
        }
    }
}
