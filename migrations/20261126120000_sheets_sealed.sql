-- The PDFs of sheets wait sealed from here on. Those that wait in clear leave the store with the next sweep: who needs
-- them asks anew, which makes their codes worth nothing.
delete from sheet_run where id in (select run_id from sheet_part where file_id is not null);
