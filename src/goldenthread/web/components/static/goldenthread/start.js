// Starts GOV.UK Frontend's enhancements. Every task works without this file.
const here = document.querySelector('script[data-frontend]');
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('js-enabled', 'govuk-frontend-supported');
  const { initAll } = await import(here.dataset.frontend);
  initAll();
}
