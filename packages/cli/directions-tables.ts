/** A folder of the tree: what it is for, and the folders that it may import. */
export interface Direction {
  readonly folder: string;
  readonly what: string;
  readonly imports: readonly string[];
}

const section = /(<!-- directions -->\n)[^]*?(<!-- \/directions -->)/;

/** ARCHITECTURE.md with its tables of folders as directions.json has them; throws where the page has no section for them. */
export function withDirections(page: string, tables: Readonly<Record<string, readonly Direction[]>>): string {
  if (!section.test(page)) throw new Error("ARCHITECTURE.md has no directions section to write the tables to");
  const texts = Object.entries(tables).map(([title, rows]) => `\n### ${title}\n\n${table(rows)}`);
  return page.replace(
    section,
    (_, start: string, end: string) =>
      `${start}<!-- prettier-ignore-start -->\n${texts.join("")}\n<!-- prettier-ignore-end -->\n${end}`,
  );
}

function table(rows: readonly Direction[]): string {
  const lines = rows.map(({ folder, what, imports }) => [
    `\`${folder}/\``,
    what,
    imports.map((name) => `\`${name}\``).join(", "),
  ]);
  const cells = [["folder", "what it is", "imports"], ["---", "---", "---"], ...lines];
  return cells.map((row) => `| ${row.join(" | ")} |\n`).join("");
}
