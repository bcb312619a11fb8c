import { randomInt } from "node:crypto";
import type { Pool } from "pg";
import type { NewLink } from "./link-input";

export interface Link {
  readonly id: number;
  readonly slug: string;
  readonly url: string;
  readonly visits: number;
  readonly createdAt: string;
}

interface Row {
  id: string;
  slug: string;
  url: string;
  visits: string;
  created_at: Date;
}

/** No vowels and no look-alikes: no words by accident, nothing to misread. */
const ALPHABET = "bcdfghjkmnpqrstvwxz23456789";
const SLUG_LENGTH = 6;
const SLUG_ATTEMPTS = 5;
export const PAGE_SIZE = 50;

/** The links in the database; every call is one statement. */
export class Links {
  constructor(private readonly pool: Pool) {}

  /** The stored link, or undefined if its name is taken. */
  async create(link: NewLink): Promise<Link | undefined> {
    if (link.slug !== undefined) return this.insert(link.url, link.slug);
    for (let attempt = 0; attempt < SLUG_ATTEMPTS; attempt += 1) {
      const created = await this.insert(link.url, randomSlug());
      if (created !== undefined) return created;
    }
    throw new Error(`find a free name in ${SLUG_ATTEMPTS} attempts`);
  }

  /** The newest first, at most PAGE_SIZE; `before` is the id of the last one already seen. */
  async list(before?: number): Promise<Link[]> {
    const { rows } = await this.pool.query<Row>("SELECT * FROM links WHERE id < $1 ORDER BY id DESC LIMIT $2", [
      before ?? Number.MAX_SAFE_INTEGER,
      PAGE_SIZE,
    ]);
    return rows.map(toLink);
  }

  /** Counts a visit and returns its target. */
  async visit(slug: string): Promise<string | undefined> {
    const sql = "UPDATE links SET visits = visits + 1 WHERE slug = $1 RETURNING url";
    const { rows } = await this.pool.query<{ url: string }>(sql, [slug]);
    return rows[0]?.url;
  }

  /** Whether there was one to remove. */
  async remove(slug: string): Promise<boolean> {
    const { rowCount } = await this.pool.query("DELETE FROM links WHERE slug = $1", [slug]);
    return rowCount === 1;
  }

  /** Throws unless the database answers. */
  async check(): Promise<void> {
    await this.pool.query("SELECT 1");
  }

  private async insert(url: string, slug: string): Promise<Link | undefined> {
    const sql = "INSERT INTO links (url, slug) VALUES ($1, $2) ON CONFLICT (slug) DO NOTHING RETURNING *";
    const { rows } = await this.pool.query<Row>(sql, [url, slug]);
    return rows[0] && toLink(rows[0]);
  }
}

function toLink({ id, slug, url, visits, created_at }: Row): Link {
  return { id: Number(id), slug, url, visits: Number(visits), createdAt: created_at.toISOString() };
}

function randomSlug(): string {
  return Array.from({ length: SLUG_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
}
