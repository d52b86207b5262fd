"""The chapters a report is put together from. Each gives blocks; none where there is nothing to say."""
