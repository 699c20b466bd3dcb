//! What is printed: the ratio first, the absolute figures beside, the budget of the design beside.

pub struct Table {
    rows: Vec<[String; 4]>,
}

impl Table {
    pub fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(0, usize::from);
        let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let load = load.split(' ').next().unwrap_or("?").to_owned();
        println!("{cores} cores; load before: {load} (what else runs makes the absolute figures worse)");
        Self { rows: vec![["measure", "ratio", "absolute", "budget"].map(str::to_owned)] }
    }

    /// A measure; also said at once, for who waits.
    pub fn row(&mut self, what: &str, ratio: Option<f64>, absolute: String, budget: &str) {
        let ratio = ratio.map_or_else(|| "—".to_owned(), |r| format!("{r:.2}"));
        println!("… {what}: {ratio} ({absolute})");
        self.rows.push([what.to_owned(), ratio, absolute, budget.to_owned()]);
    }

    pub fn print(&self) {
        let width = |column: usize| self.rows.iter().map(|r| r[column].chars().count()).max().unwrap_or(0);
        let [what, ratio, absolute] = [0, 1, 2].map(width);
        println!();
        for row in &self.rows {
            println!("{:what$}  {:>ratio$}  {:absolute$}  {}", row[0], row[1], row[2], row[3]);
        }
    }
}
