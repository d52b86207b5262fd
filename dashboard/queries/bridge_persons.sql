select * from marts.bridge_persons
order by groups desc, full_name collate da
