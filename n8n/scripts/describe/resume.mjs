// How a flow is taken up again.

export const RESUME_OPTION = {
	name: 'Resume',
	value: 'resume',
	action: 'Resume a waiting flow',
	description: 'Go on with what came out as an item that waits, or as an error with a state',
};

/** What takes a flow up again. */
export const RESUME = [
	{
		displayName: 'State',
		name: 'state',
		type: 'json',
		default: '={{ $json.state ?? $json.error?.state }}',
		required: true,
		description: 'The state that came with the item, unchanged',
	},
	{
		displayName: 'Input',
		name: 'resumeInput',
		type: 'json',
		default: '={{ $json.input ?? $json.error?.input }}',
		required: true,
		description: 'The input that came with the item, unchanged',
	},
	{
		displayName: 'Further Input',
		name: 'furtherInput',
		type: 'json',
		default: '{}',
		description: 'What the flow waits for: the members that <code>needs</code> of the item names',
	},
	{
		displayName: 'Files',
		name: 'files',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add File',
		default: {},
		description: 'The files of the input, those that were there before too',
		options: [
			{
				displayName: 'File',
				name: 'file',
				values: [
					{
						displayName: 'Member',
						name: 'member',
						type: 'string',
						default: '',
						placeholder: 'e.g. certificate_request',
						description: 'The member of the input that is the file',
					},
					{
						displayName: 'Input Binary Field',
						name: 'binaryField',
						type: 'string',
						default: '',
						placeholder: 'e.g. data',
						description: 'The name of the input binary field that holds the file',
					},
				],
			},
		],
	},
	{
		displayName: 'Choice (JSON)',
		name: 'choice',
		type: 'string',
		default: '',
		placeholder: 'e.g. {"option": "repeat"}',
		description:
			'One of the options that the item or its error names, after a look at the provider; empty where there is nothing to choose',
	},
];
