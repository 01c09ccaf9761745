-- Where statistics knew of no visitor yet, this one was taken to count what a visitor wrote, and all
-- that was written that day looked through. What is forgotten in time is found by ix_comment_visitor.
drop index concurrently if exists ix_comment_visitor_age;
