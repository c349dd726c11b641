use crate::tally::batch::Batch;

#[test]
fn overdue_open_and_contradicting_figures() {
    for (counts, ids) in [
        ([5, 5, 0], vec![]),
        ([5, 5, 1], vec!["messages-overdue"]),
        ([5, 4, 0], vec!["messages-open"]),
        ([5, 6, 0], vec!["messages-contradict"]),
        ([5, 5, 5], vec!["messages-overdue"]),
        ([5, 5, 6], vec!["messages-contradict"]),
        ([5, 4, 1], vec!["messages-overdue", "messages-open"]),
        ([0, 0, 0], vec![]),
    ] {
        let mut batch = Batch::new("2023Q1");
        batch.handled("甲局", counts);
        assert_eq!(batch.ids(), ids, "{counts:?}");
    }
}
