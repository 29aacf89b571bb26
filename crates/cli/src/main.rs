//! The binary `spyrales`: the only place where the parts are put together.

mod args;
mod browser_secret;
mod commands;
mod fetch;
mod hidden_seeds;
mod installation;
mod issuer;
mod notice;
mod packs;
mod progress;
mod setting;
mod sign_in;
mod verdict;

use std::process::ExitCode;

use clap::Parser;

use spyrales_core::store::StatusChange;

use crate::args::{Arguments, Certificate, Command, Issuer, Log, Pack, Runtime, User};
use crate::setting::Setting;

/// Exit code of a command that could not do its work.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let setting = Setting::new(&arguments);
    match run(&setting, &arguments.command) {
        Ok(code) => code,
        Err(error) => {
            setting.notices.fail(&error);
            ExitCode::from(FAILED)
        }
    }
}

fn run(setting: &Setting, command: &Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Grade(args) => commands::grade::run(setting, args),
        Command::Pack(Pack::Check(args)) => commands::pack::check(setting, args),
        Command::Serve(args) => commands::serve::run(setting, args),
        Command::Runtime(Runtime::Prune { dry_run, unused_days }) => {
            commands::runtime::prune(setting, *dry_run, *unused_days)
        }
        Command::Runtime(Runtime::Build { bundle, only }) => commands::runtime::build(setting, *bundle, only),
        Command::User(User::Add(args)) => commands::user::add(setting, args),
        Command::User(User::Password(args)) => commands::user::password(setting, args),
        Command::User(User::Link(args)) => commands::user::link(setting, args),
        Command::User(User::Unlink(args)) => commands::user::unlink(setting, args),
        Command::User(User::Close(args)) => commands::user::close(setting, args),
        Command::User(User::Reopen(args)) => commands::user::reopen(setting, args),
        Command::User(User::Erase(args)) => commands::user::erase(setting, args),
        Command::Certificate(Certificate::Revoke(args)) => {
            commands::certificate::change(setting, StatusChange::Revoked, args)
        }
        Command::Certificate(Certificate::Suspend(args)) => {
            commands::certificate::change(setting, StatusChange::Suspended, args)
        }
        Command::Certificate(Certificate::Reinstate(args)) => {
            commands::certificate::change(setting, StatusChange::Reinstated, args)
        }
        Command::Issuer(Issuer::Rotate(data)) => commands::issuer::rotate(setting, data),
        Command::Issuer(Issuer::Compromised(args)) => commands::issuer::compromised(setting, args),
        Command::Issuer(Issuer::Export(args)) => commands::issuer::export(setting, args),
        Command::Log(Log::Audit(args)) => commands::log::audit(setting, args),
        Command::Verify(args) => commands::verify::run(setting, args),
        Command::Bench(args) => commands::bench::run(setting, args),
        Command::Replay(args) => commands::replay::run(setting, args),
        Command::Sandbox(args) => commands::sandbox::run(setting, args),
        Command::Worker(args) => commands::worker::run(setting, args),
    }
}
