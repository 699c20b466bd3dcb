update containment_person set told = 'paper';
