// Runs once for the table: opens articles and turns pages.
element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.dataset.article !== undefined) trigger('click', { article: button.dataset.article });
  if (button.dataset.offset !== undefined) trigger('select', { offset: Number(button.dataset.offset) });
});
