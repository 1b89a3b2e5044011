import { stopStack } from './stack';

export default stopStack;
