//! The program: hands over to the command line, which opens the window when no command is named.

use std::process::ExitCode;

fn main() -> ExitCode {
    etalage::cli::main()
}
