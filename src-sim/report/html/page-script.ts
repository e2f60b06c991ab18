/**
 * The only script of a report: sorts and filters its tables. It fetches nothing, stores nothing and puts text in as
 * text. Constant, because the page's policy names its hash.
 */
export const pageScript = `
'use strict';
(function () {
  var FILTER_FROM_ROWS = 8;
  function value(row, column) {
    var cell = row.cells[column];
    var text = cell.dataset.sort === undefined ? cell.textContent.trim() : cell.dataset.sort;
    var number = Number(text);
    return text !== '' && !Number.isNaN(number) ? number : text.toLowerCase();
  }
  function compare(a, b) {
    if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
    return a < b ? -1 : a > b ? 1 : 0;
  }
  function sort(table, column, heading) {
    var upward = heading.getAttribute('aria-sort') !== 'ascending';
    var body = table.tBodies[0];
    var rows = Array.from(body.rows);
    rows.sort(function (a, b) {
      var order = compare(value(a, column), value(b, column));
      return upward ? order : -order;
    });
    rows.forEach(function (row) { body.append(row); });
    Array.from(table.tHead.rows[0].cells).forEach(function (cell) { cell.removeAttribute('aria-sort'); });
    heading.setAttribute('aria-sort', upward ? 'ascending' : 'descending');
  }
  function filter(table) {
    var field = document.createElement('input');
    field.type = 'search';
    field.className = 'filter';
    field.placeholder = 'Filter';
    field.setAttribute('aria-label', 'Filter: ' + table.caption.textContent);
    field.addEventListener('input', function () {
      var wanted = field.value.toLowerCase();
      Array.from(table.tBodies[0].rows).forEach(function (row) {
        row.hidden = !row.textContent.toLowerCase().includes(wanted);
      });
    });
    table.before(field);
  }
  document.querySelectorAll('table.data').forEach(function (table) {
    if (table.tBodies[0].rows.length < 2) return;
    Array.from(table.tHead.rows[0].cells).forEach(function (heading, column) {
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = heading.textContent;
      button.addEventListener('click', function () { sort(table, column, heading); });
      heading.replaceChildren(button);
    });
    if (table.tBodies[0].rows.length >= FILTER_FROM_ROWS) filter(table);
  });
})();
`;
