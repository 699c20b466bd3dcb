update project set levels = 'ps_3e';
