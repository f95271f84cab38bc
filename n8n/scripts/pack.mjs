// Builds the community node and packs it into a folder, as its tests do.
//
//   node n8n/scripts/pack.mjs FOLDER
import { copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from '../test/package.mjs';

const { tarball } = build();
copyFileSync(tarball, join(process.argv[2], basename(tarball)));
