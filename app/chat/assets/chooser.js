// Runs once for a list of buttons: tells which one was chosen, or is to go.
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-chosen], button[data-gone]');
  if (!button) return;
  if (button.dataset.chosen !== undefined) trigger('select', { chosen: button.dataset.chosen });
  else if (button.dataset.sure || window.confirm('Delete this for good?')) trigger('delete', { chosen: button.dataset.gone });
});
