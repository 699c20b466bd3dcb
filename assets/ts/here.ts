// A row of places that is wider than the screen begins where one is.
import { enhance } from "./fragment";

enhance(":is(.navigation, .tabs) > [aria-current]", (here) => {
  const row = here.parentElement;
  if (row) row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
});
