import type { List, ListItem, Paragraph } from 'mdast';
import { fieldsIn, type Field } from './fields.js';
import { lineOf, textOf, type Section } from './outline.js';
import { refuse } from './problems.js';

/** The list of a section that has nothing else. */
export function onlyList({ title, line, content }: Section): List {
  const [list, stray] = content;
  if (list?.type !== 'list') refuse('MISSING_LIST', line, `'${title}' must hold a list`);
  if (stray !== undefined)
    refuse('UNEXPECTED_CONTENT', lineOf(stray), `'${title}' must hold one list and nothing else`);
  return list;
}

/** The texts of a list of plain items. */
export function plainItems({ children }: List): string[] {
  return children.map((item) => {
    const text = textOf(paragraphOf(item));
    return item.checked == null ? text : refuse('MALFORMED_ITEM', lineOf(item), `'${text}' must have no check box`);
  });
}

/** The texts of a list of unchecked task items: `- [ ] text`. */
export function criteria({ children }: List): string[] {
  return children.map((item) => {
    const text = textOf(paragraphOf(item));
    if (item.checked !== false)
      refuse('MALFORMED_ITEM', lineOf(item), `'${text}' must have the form '- [ ] text', unchecked`);
    return text;
  });
}

/** The items of a list of the form `- **Name**: text`. */
export function namedItems({ children }: List): Field[] {
  return children.map((item) => {
    const [field, another] = fieldsIn(paragraphOf(item));
    if (field === undefined || another !== undefined || field.value === '')
      refuse('MALFORMED_ITEM', lineOf(item), "an item must have the form '- **Name**: text'");
    return field;
  });
}

function paragraphOf(item: ListItem): Paragraph {
  const [paragraph, stray] = item.children;
  if (paragraph?.type !== 'paragraph' || stray !== undefined)
    refuse('MALFORMED_ITEM', lineOf(stray ?? item), 'an item must be one line of text, with nothing nested in it');
  return paragraph;
}
