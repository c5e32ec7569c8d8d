-- What a test set's bytes are more than its inputs' told how many items each class has. Those from now on are padded to a power of two
-- before they are counted; those of before are rounded up to one here.
update rounds set test_set_byte_count = greatest(65536, power(2::numeric, ceil(log(2::numeric, test_set_byte_count::numeric)))::bigint)
  where test_set_byte_count > 0;
