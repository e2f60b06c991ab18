/** What each code of the document means, why it is refused, and what to do. `netwright explain CODE` prints these. */
import type { ProblemExplanation } from './problem.ts';

const explain = (code: string, title: string, why: string, cure: string): ProblemExplanation => ({
  code,
  title,
  why,
  cure,
});

const reading: readonly ProblemExplanation[] = [
  explain(
    'read/empty',
    'There is nothing in the file',
    'A scenario says at least which version of the format it is in and what it is called.',
    'Begin with "netwright: 1" and "name: …", or start from a template with `netwright new`.',
  ),
  explain(
    'read/binary',
    'The file is not text',
    'It holds control characters that no text editor writes; reading on would mean guessing.',
    'Choose the YAML or JSON file of the scenario; save it as UTF-8 if an editor stored it otherwise.',
  ),
  explain(
    'read/too-large',
    'The text is too long',
    'Reading is bounded in time and memory; more than 16 million characters are not read.',
    'Split the design into several scenarios.',
  ),
  explain(
    'read/too-deep',
    'Values are nested too deeply',
    'The format nests eight deep at most; 64 levels are allowed, so that reading is bounded.',
    'Remove the brackets or indentation that open ever new levels.',
  ),
  explain(
    'read/too-many-values',
    'The document holds too many values',
    'Reading is bounded in time and memory: 200,000 values are some ten thousand records.',
    'Split the design into several scenarios.',
  ),
];

const syntax: readonly ProblemExplanation[] = [
  explain(
    'document/syntax',
    'The text is not valid YAML',
    'Something stands where it cannot follow what is before it; what comes after could mean anything.',
    'Look at the place shown, and at the line before: a quote or bracket left open, a colon or comma missing, a different indentation.',
  ),
  explain(
    'document/anchor',
    'Anchors are not part of the format',
    'A value written once and repeated by reference cannot be edited in one place only; records have ids for that.',
    'Remove "&name"; refer to the record by its id.',
  ),
  explain(
    'document/alias',
    'Aliases are not part of the format',
    'A small file of nested aliases can stand for billions of values; none is ever expanded.',
    'Write the value out, or put it in quotes if it begins with a star.',
  ),
  explain(
    'document/tag',
    'Tags are not part of the format',
    'What type a value has follows from where it stands.',
    'Remove "!name", or put the value in quotes if it begins with an exclamation mark.',
  ),
  explain(
    'document/directive',
    'Directives are not part of the format',
    'The format is YAML 1.2 as it is; a directive could only change what the text means.',
    'Remove the line that begins with a percent sign.',
  ),
  explain(
    'document/explicit-key',
    'Keys with a question mark are not part of the format',
    'Every key of the format is a plain word and fits on one line.',
    'Write "key: value".',
  ),
  explain(
    'document/merge-key',
    'Merge keys are not part of the format',
    'They belong to an older YAML and need aliases.',
    'Write the merged values out.',
  ),
  explain(
    'document/several-documents',
    'The file holds several documents',
    'One file is one scenario, so that problems and edits have one place.',
    'Put what follows the second "---" into a file of its own.',
  ),
  explain(
    'document/bad-key',
    'A key cannot be used',
    'Keys are plain words: no lists, no records, not empty.',
    'Give the value a name.',
  ),
];

const structure: readonly ProblemExplanation[] = [
  explain(
    'document/not-a-scenario',
    'The text is not a scenario',
    'A scenario is a record of collections; a list or a single value is something else.',
    'Begin with "netwright: 1".',
  ),
  explain(
    'document/newer-version',
    'The file is in a newer version of the format',
    'An older reader would misread or lose what it does not know, so it does not try. The file is left untouched.',
    'Open it with a newer Netwright.',
  ),
  explain(
    'document/migrated',
    'The file is in an older version of the format',
    'It was brought forward while it was read and means the same; the file itself is unchanged.',
    'Apply the cure or save, and the file is in the present version.',
  ),
  explain(
    'document/missing-key',
    'A key is missing',
    'The record cannot be understood without it, and a silent default could be wrong.',
    'Add the key.',
  ),
  explain(
    'document/unknown-key',
    'A key is not known',
    'It would be dropped silently otherwise, and a misspelt key is easily missed.',
    'Rename it to the key that was meant, or remove it; free text goes into `note`.',
  ),
  explain(
    'document/unknown-kind',
    'The kind of record is not known',
    'The kind decides which keys a record has and what it does.',
    'Use one of the kinds listed.',
  ),
  explain(
    'document/bad-value',
    'A value cannot stand here',
    'It is of another type, or outside the range the format allows.',
    'Write a value as the message describes it.',
  ),
  explain(
    'document/bad-id',
    'An id has characters that ids cannot have',
    'Ids are used on the command line and in paths: letters, digits, - and _, beginning with a letter or digit.',
    'Choose another id; the name for people goes into `name`.',
  ),
  explain(
    'document/duplicate-id',
    'An id or key is there twice',
    'Ids are unique over the whole document, whatever the collection, so that a reference has one meaning.',
    'Rename or remove one of the two.',
  ),
  explain(
    'document/unknown-reference',
    'A reference leads nowhere',
    'No record has this id.',
    'Correct the id, or add the record.',
  ),
  explain(
    'document/wrong-reference',
    'A reference leads to the wrong kind of record',
    'What is named exists but cannot play this part.',
    'Name a record of the kind the message asks for.',
  ),
  explain(
    'document/mismatched-reference',
    'Records that do not belong together refer to each other',
    'Each is of the right kind, but they are parts of different networks or gateways.',
    'Name a record of the same network or gateway.',
  ),
  explain(
    'document/cyclic-containment',
    'Sites contain each other in a circle',
    'A place cannot be a part of itself.',
    'Remove one `within` of the circle.',
  ),
  explain(
    'document/more-problems',
    'There are more problems than are listed',
    'The first thousand are shown; one cause often makes many.',
    'Solve those shown first.',
  ),
  explain(
    'document/not-formatted',
    'The layout cannot be changed safely',
    'After formatting, the text would hold other values or miss a comment; so it is left alone.',
    'Move comments away from unusual places, such as the middle of a value.',
  ),
];

const values: readonly ProblemExplanation[] = [
  explain(
    'value/address',
    'An address or prefix cannot be read',
    'Addresses are IPv4 or IPv6; a prefix has its length behind a slash and no bits set behind it.',
    'Write it as in 10.0.1.10, 10.0.0.0/16, 2001:db8::/56, or auto/24 where a block may be chosen.',
  ),
  explain(
    'value/unit',
    'A quantity cannot be read',
    'Every quantity has a number and a unit, so that nobody has to guess between bits and bytes.',
    'Write it as in 10 Gbit/s, 5 ms, 1500 B or 0.1 %.',
  ),
  explain(
    'value/negative',
    'A quantity is negative',
    'There are no negative rates, times, sizes or counts.',
    'Write zero or more.',
  ),
];

const addressing: readonly ProblemExplanation[] = [
  explain(
    'address/pool-exhausted',
    'No pool has a free block of this size',
    'Blocks are given from the pools that serve the network; all that is written in the document is taken.',
    'Add a pool, ask for a smaller block, or write a prefix.',
  ),
  explain(
    'address/network-full',
    'A network has no room for a subnet',
    'No free, aligned block of this size is left in the prefixes of the network.',
    'Add a prefix to the network, or make the subnet smaller.',
  ),
  explain(
    'address/subnet-outside-network',
    'A subnet is not a part of its network',
    'Its prefix is outside all prefixes of the network it belongs to.',
    'Use a block of the network, or add the prefix to the network.',
  ),
  explain(
    'address/outside-subnet',
    'An address is not a part of its subnet',
    'A host must have an address of the subnet it stands in.',
    'Use a free address of the subnet, or `auto`.',
  ),
  explain(
    'address/reserved',
    'An address is reserved',
    'Providers keep some addresses of every subnet for themselves; elsewhere the first and last have a meaning of their own.',
    'Use a free address of the subnet, or `auto`.',
  ),
  explain(
    'address/taken',
    'An address is given twice',
    'Two hosts with one address in a subnet disturb each other.',
    'Use a free address, or `auto`.',
  ),
  explain(
    'address/subnet-full',
    'A subnet has no free address',
    'All addresses that hosts can have are given.',
    'Make the subnet larger, or move hosts to another one.',
  ),
  explain(
    'address/no-subnet',
    'An automatic address has no subnet to come from',
    'The end of a wire takes its address from the subnet the wire names; this one names none.',
    'Add `subnet` to the wire, or write the address.',
  ),
];

const editing: readonly ProblemExplanation[] = [
  explain(
    'edit/bad-path',
    'An edit names a place that cannot be',
    'A list has no keys, a record has no item numbers, and a list grows at its end only.',
    'Repeat the change; the document may have changed in between.',
  ),
  explain(
    'edit/no-such-record',
    'A record to be renamed is not there',
    'It may have been removed or renamed in between.',
    'Look for the record under its present id.',
  ),
  explain(
    'edit/bad-id',
    'A new id has characters that ids cannot have',
    'Ids are letters, digits, - and _, beginning with a letter or digit.',
    'Choose another id; the name for people goes into `name`.',
  ),
  explain(
    'edit/id-taken',
    'A new id belongs to another record',
    'Ids are unique over the whole document.',
    'Choose another id.',
  ),
  explain(
    'edit/failed',
    'A change cannot be written into the file safely',
    'After the change the text would mean something else; so nothing was changed.',
    'Make the change in the text by hand, or format the file first.',
  ),
];

export const documentExplanations: readonly ProblemExplanation[] = [
  ...reading,
  ...syntax,
  ...structure,
  ...values,
  ...addressing,
  ...editing,
];
