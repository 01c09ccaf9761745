create table greeting (id bigint primary key, text text not null);

insert into greeting values (1, 'Good morning');
