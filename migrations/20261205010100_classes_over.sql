-- Which class of last year one follows is asked with each page of a class and each post that is opened alone: without
-- this the classes that are over were looked for among all places.
create index place_class_over on place (school_id, school_year) where kind = 'class' and closed_on is not null;
