"""Pages that the tests share, in sentences of their own."""

STORY = """QUETTA: Gunmen stopped a coach on the highway near Kalat late on Sunday and shot nine of its passengers, the
 deputy commissioner of the district, Habib Khan, told reporters on Monday morning at the civil hospital.
Four more people were wounded when the attackers threw a grenade at a police van that had hurried to the place from
 Kalat, according to Khan, who added that two of them were in a serious condition after surgery.
No group has said that it carried out the killings, which came three days after soldiers had raided a hideout in the
 hills above the town and, by the army's account, killed six separatists there."""
STORY = STORY.replace("\n ", " ")

OTHER = """Port of Tema opens third container terminal
- Cranes from Rotterdam double the harbour's capacity
- Union warns of redundancies among dockers
ACCRA: The harbour authority of Ghana inaugurated a new terminal on Wednesday that is to handle two million containers a
 year, in the presence of ministers, bankers and the chairman of the Dutch company that built it.
Freight forwarders welcomed lower fees, while the Maritime Workers' Union feared for the livelihood of casual labourers
 whose tasks the automatic cranes will take over by the end of next year."""
OTHER = OTHER.replace("\n ", " ")
