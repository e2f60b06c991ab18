/** Speaks to the window as a person does: in names and verbs, through what is on screen. It waits for what it asks for and never for time. */
import { expect, type Locator, type Page } from '@playwright/test';

/** The drawing keeps its graph on its element; reading it there spares the window a door for tests. */
interface DrawnElement {
  readonly id: string;
  readonly parent: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly classes: readonly string[];
  /** Middle of it in the browser's window. */
  readonly at: { readonly x: number; readonly y: number };
  readonly lineColour: string;
}

export class AppDriver {
  readonly page: Page;
  /** Everything the page complained about: errors, refused policies. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await expect(this.page.getByRole('heading', { name: 'Netwright' })).toBeVisible();
  }

  async openExample(name: string): Promise<void> {
    await this.page
      .getByRole('region', { name: 'Examples' })
      .getByRole('button', { name, exact: true })
      .click();
    await this.expectOpen();
  }

  async openOwnFile(name: string): Promise<void> {
    await this.page.getByRole('region', { name: 'Your files' }).getByRole('button', { name }).click();
    await this.expectOpen();
  }

  async expectOpen(): Promise<void> {
    await expect(this.outline).toBeVisible();
    await this.checked();
  }

  /** Until the checks have spoken about the text as it is now. */
  async checked(): Promise<void> {
    await this.tab('Problems');
    await expect(this.page.locator('.problems[data-checked="true"]')).toBeVisible();
  }

  get outline(): Locator {
    return this.page.getByRole('treegrid', { name: 'Objects of the document' });
  }

  outlineRow(id: string): Locator {
    return this.outline.getByRole('row').filter({ has: this.page.locator(`[data-record="${id}"]`) });
  }

  /** A group of things that are not drawn: `traffic`, `routeTables`. */
  async openGroup(collection: string): Promise<void> {
    const row = this.outlineRow(`group:${collection}`);
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('button.chevron').click();
  }

  async select(id: string): Promise<void> {
    await this.outline.locator(`[data-record="${id}"] .tree-title`).click();
    await expect(this.outlineRow(id)).toHaveAttribute('aria-selected', 'true');
  }

  get inspector(): Locator {
    return this.page.getByRole('complementary', { name: 'Inspector' });
  }

  field(path: string): Locator {
    return this.inspector.locator(`[data-field="${path}"]`);
  }

  async typeField(path: string, value: string): Promise<void> {
    await this.field(path).fill(value);
  }

  async setField(path: string, value: string): Promise<void> {
    await this.typeField(path, value);
    await this.field(path).press('Enter');
  }

  async tab(name: 'Problems' | 'Results' | 'Simulate' | 'Packets' | 'Paths'): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  problem(code: string): Locator {
    return this.page.getByRole('tabpanel').locator(`[data-code="${code}"]`);
  }

  async expectProblem(code: string): Promise<void> {
    await this.tab('Problems');
    await expect(this.problem(code).first()).toBeVisible();
  }

  async expectNoProblem(code: string): Promise<void> {
    await this.checked();
    await expect(this.problem(code)).toHaveCount(0);
  }

  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  async undo(): Promise<void> {
    await this.button(/^Undo/).click();
  }

  async redo(): Promise<void> {
    await this.button(/^Redo/).click();
  }

  async expectDirty(dirty: boolean): Promise<void> {
    await expect(this.page.getByText('has unsaved changes')).toHaveCount(dirty ? 1 : 0);
  }

  async saveAs(name: string): Promise<void> {
    await this.press('Control+s');
    const dialog = this.page.getByRole('dialog', { name: 'Save in your workspace' });
    await dialog.getByLabel('File name').fill(name);
    await dialog.getByRole('button', { name: 'Save' }).click();
    // A document that was never saved is not dirty before, either.
    await expect(dialog).toBeHidden();
    await this.expectDirty(false);
  }

  async run(): Promise<void> {
    await this.page.getByRole('button', { name: 'Run', exact: true }).first().click();
  }

  async cell(row: string, column: string): Promise<string> {
    return this.page.locator(`tr[data-row="${row}"] td[data-column="${column}"]`).innerText();
  }

  get digest(): Locator {
    return this.page.locator('[data-digest]');
  }

  async tracePath(from: string, to: string, protocol: string, port: number): Promise<void> {
    await this.tab('Paths');
    const panel = this.page.getByRole('tabpanel');
    await panel.getByRole('combobox', { name: 'From' }).selectOption(from);
    await panel.getByRole('combobox', { name: 'To', exact: true }).selectOption(to);
    await panel.getByRole('combobox', { name: 'Protocol' }).selectOption(protocol);
    await panel.getByLabel('Port').fill(String(port));
    await panel.getByRole('button', { name: 'Find the path' }).click();
  }

  /** The run stands at an instant, and what is seen there is of that instant. */
  get instant(): Locator {
    return this.page.locator('.playback .instant');
  }

  async standsAfter(events: number): Promise<void> {
    await expect(this.instant).toHaveAttribute('data-events', String(events));
  }

  /** Drags the timeline, or clicks it, as far as a range can tell. */
  async goToInstant(ns: number): Promise<void> {
    await this.page.getByRole('slider', { name: 'Instant' }).evaluate((range, value) => {
      const property = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!;
      property.set!.call(range, String(value));
      range.dispatchEvent(new Event('input', { bubbles: true }));
    }, ns);
    await expect(this.instant).toHaveAttribute('data-now', String(ns));
  }

  async counter(title: string): Promise<number> {
    const text = await this.page.locator(`[data-counter="${title}"] dd`).innerText();
    return Number(text.replaceAll(',', ''));
  }

  get canvas(): Locator {
    return this.page.getByRole('application', { name: /Network canvas/ });
  }

  async drawn(): Promise<readonly DrawnElement[]> {
    return this.page.locator('.canvas-drawing').evaluate((element) => {
      const { cy } = (element as unknown as { _cyreg: { cy: GraphOnElement } })._cyreg;
      const frame = element.getBoundingClientRect();
      return cy.elements().map((drawn) => {
        const box = drawn.renderedBoundingBox({ includeLabels: false });
        return {
          id: String(drawn.data('record')),
          parent: (drawn.data('within') as string | undefined) ?? null,
          data: { ...(drawn.data() as Record<string, unknown>) },
          classes: [...drawn.classes()],
          at: { x: frame.x + (box.x1 + box.x2) / 2, y: frame.y + (box.y1 + box.y2) / 2 },
          lineColour: drawn.group() === 'edges' ? String(drawn.style('line-color')) : '',
        };
      });
    });
  }

  async drawnElement(id: string): Promise<DrawnElement> {
    const found = (await this.drawn()).find((element) => element.id === id);
    if (found === undefined) throw new Error(`${id} is not on the canvas`);
    return found;
  }

  /** In screen pixels. */
  async drag(id: string, by: { x: number; y: number }): Promise<void> {
    const { at } = await this.drawnElement(id);
    await this.page.mouse.move(at.x, at.y);
    await this.page.mouse.down();
    await this.page.mouse.move(at.x + by.x / 2, at.y + by.y / 2, { steps: 3 });
    await this.page.mouse.move(at.x + by.x, at.y + by.y, { steps: 3 });
    await this.page.mouse.up();
  }
}

interface GraphElement {
  data(key?: string): unknown;
  classes(): string[];
  group(): string;
  style(name: string): unknown;
  renderedBoundingBox(options: object): { x1: number; x2: number; y1: number; y2: number };
}

interface GraphOnElement {
  elements(): { map<T>(each: (element: GraphElement) => T): T[] };
}
