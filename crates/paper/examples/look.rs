//! A template with made-up data, to look at: `cargo run -p paper --example look -- slips.typ data.json out.pdf`.
//! A field `"qr": "https://…"` in the data becomes the QR code of that address.

use paper::{Qr, Template};
use serde_json::Value;
use std::{env, fs};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [template, data, out] =
        env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "three files")?;
    let template: &'static str = fs::read_to_string(template)?.leak();
    let data = drawn(serde_json::from_str(&fs::read_to_string(data)?)?)?;
    fs::write(out, paper::print(Template(template), &data).await?)?;
    Ok(())
}

fn drawn(value: Value) -> Result<Value, serde_json::Error> {
    match value {
        Value::Array(values) => values.into_iter().map(drawn).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| match (name.as_str(), value.as_str()) {
                ("qr", Some(address)) => Ok((name, serde_json::to_value(Qr::of(address))?)),
                _ => Ok((name, drawn(value)?)),
            })
            .collect(),
        value => Ok(value),
    }
}
