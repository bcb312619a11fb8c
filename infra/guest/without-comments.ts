/** The text without the lines that are only a comment: after `;` in SELinux's CIL, after `#` elsewhere. A script keeps its first line. */
export function withoutComments(path: string, text: string): string {
  const comment = path.endsWith(".cil") ? /^\s*;/ : /^\s*#(?!!)/;
  return text.replace(/.*\n|.+$/g, (line) => (comment.test(line) ? "" : line));
}
