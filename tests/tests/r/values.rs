//! Values through R, the host, and R again.

use spyrales_sandbox::limits::Limits;
use spyrales_sandbox::runtime::on_guest_stack;
use spyrales_sandbox::value::Value;

use spyrales_tests::agent::Agent;
use spyrales_tests::r;

const CASES: &str = include_str!("values.R");

#[test]
fn what_r_hands_over_comes_back_identical() {
    on_guest_stack(|| {
        let mut agent = Agent::start(&r::pair(), Limits::default());
        assert_eq!(
            agent.load(CASES).1,
            Some(Value::list([Value::str("done"), Value::Null]))
        );
        let names = agent.run("as.list(names(cases))");
        let Value::Tuple(names) = names else {
            panic!("{names:?}")
        };
        let mut faults = Vec::new();
        for name in names {
            let text = name.as_str().expect("a name").to_owned();
            let crossed = agent.run(&format!("cases[['{text}']]"));
            if matches!(crossed, Value::Handle(_)) {
                faults.push(format!("{text}: went by handle"));
                continue;
            }
            let arguments = Value::Tuple([Value::str(text.clone()), crossed.clone()].into());
            let nothing = Value::map(Vec::<(&str, Value)>::new());
            let said = agent.done([Value::str("call"), Value::str("same"), arguments, nothing]);
            if said != Value::Bool(true) {
                faults.push(format!("{text}: {said:?} as {crossed:?}"));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    });
}
