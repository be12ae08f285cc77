// Says what the official parser finds in an AsyncAPI document; 1 if it finds an error or a warning.
import { readFileSync } from 'node:fs';
import parser from '@asyncapi/parser';

const { diagnostics, document } = await new parser.Parser().parse(readFileSync(process.argv[2], 'utf8'));
const WARNING = 1; // errors are 0; from 2 on it is advice, such as to take a later version of AsyncAPI
const found = diagnostics.filter(each => each.severity <= WARNING);
found.forEach(each => console.log(`${each.path.join('.')}: ${each.message}`));
if (found.length > 0 || document === undefined) {
  process.exit(1);
}
const channels = document.channels().all().length;
console.log(`${channels} channels, ${document.allMessages().all().length} messages: no error, no warning`);
