"""Write the JSON Schemas anew from the types."""

from wenxiao.schemas import write

write()
